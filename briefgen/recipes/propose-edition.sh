#!/bin/sh
# propose-edition.sh BRANCH: commits out/, overrides/ and sources.lock on BRANCH and proposes them.
#
# Does nothing where nothing has changed, and where BRANCH holds just this already. On GitHub one
# pull request is opened or its text renewed (needs `gh`); GitLab opens the merge request itself.
# The text is the change report of each series, which bears the series' highest marking.
set -eu

branch=${1:?usage: propose-edition.sh BRANCH}
most=60000 # bytes of text: GitHub takes 65,536 characters

git rev-parse --is-inside-work-tree >/dev/null 2>&1 || {
    echo "propose-edition: this is no git repository; run it in a checkout" >&2
    exit 2
}
base=$(git symbolic-ref --quiet --short HEAD || echo "${CI_DEFAULT_BRANCH:-main}")

for path in out overrides sources.lock configs/overrides configs/sources.lock; do
    if [ -e "$path" ]; then git add --all -- "$path"; fi
done
if git diff --cached --quiet; then
    echo "propose-edition: nothing has changed"
    exit 0
fi

edition=$(sed -n 's/^  "as_of": "\(.*\)",*$/\1/p' out/*/manifest.json | sort | tail -n 1)
title="Briefing packs${edition:+ of $edition}"
git config user.name >/dev/null || git config user.name "briefgen"
git config user.email >/dev/null || git config user.email "briefgen@localhost"
git switch --quiet --force-create "$branch"
git commit --quiet --message "$title"

if git fetch --quiet --depth 1 origin "$branch" 2>/dev/null && git diff --quiet FETCH_HEAD HEAD; then
    echo "propose-edition: $branch holds just this already"
    exit 0
fi

body=$(mktemp)
trap 'rm -f "$body"' EXIT
cat out/*/changes.md 2>/dev/null | head -c "$most" >"$body"
[ -s "$body" ] || echo "No edition to compare with." >"$body"

if [ -n "${GITHUB_ACTIONS:-}" ]; then
    git push --quiet --force origin "HEAD:refs/heads/$branch"
    if [ "$(gh pr list --head "$branch" --state open --json number --jq length)" = 0 ]; then
        gh pr create --head "$branch" --base "$base" --title "$title" --body-file "$body"
    else
        gh pr edit "$branch" --title "$title" --body-file "$body"
    fi
elif [ -n "${GITLAB_CI:-}" ]; then
    git push --quiet --force --push-option merge_request.create \
        --push-option "merge_request.target=$base" --push-option "merge_request.title=$title" \
        origin "HEAD:refs/heads/$branch"
else
    git push --quiet --force origin "HEAD:refs/heads/$branch"
fi
echo "propose-edition: $title on $branch"
