"""The exit statuses of a command, by which a script goes on."""

DONE, BROKEN, OPEN_QUESTIONS = 0, 2, 3
