"""The user's own Word file, as the frame that memos are set in: checked, measured, prepared."""
