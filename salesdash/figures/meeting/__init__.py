"""A meeting: the line against last time, the promises due, the exceptions, what lies ahead, and the minutes."""
