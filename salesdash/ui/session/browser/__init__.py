"""What a script or a style in the browser does: the clipboard, the cursor, the words of the widgets."""
