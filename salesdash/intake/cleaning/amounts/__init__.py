"""Which money of a row is the sale, and how much of it in the workspace's currency."""
