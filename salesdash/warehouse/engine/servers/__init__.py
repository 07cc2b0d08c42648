"""The engines that can be asked: how each is reached, what it reads, and how it fails."""
