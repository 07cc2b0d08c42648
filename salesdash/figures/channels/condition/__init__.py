"""How each channel is doing: its health, its stage of life, growth beside return, and what is due for evaluation."""
