// Judges PDF files by veraPDF's library: one line per file and profile, one line per failed rule.
// Arguments: profiles parted by commas (ua1,2a), then the files.

import java.io.FileInputStream;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

public final class VeraGate {
    private VeraGate() {}

    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int n = 1; n < words.length; n++) {
            for (String profile : words[0].split(",")) {
                judge(words[n], profile);
            }
        }
    }

    private static void judge(String file, String profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            Map<RuleId, Integer> failed = result.getFailedChecks();
            System.out.println(
                    "checked\t" + profile + "\t" + file + "\t" + result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> rule : failed.entrySet()) {
                RuleId id = rule.getKey();
                System.out.println(
                        "failed\t" + profile + "\t" + file + "\t" + id.getClause() + "-"
                                + id.getTestNumber() + " x" + rule.getValue());
            }
        }
    }
}
