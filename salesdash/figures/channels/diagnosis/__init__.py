"""What ails a channel: findings with their evidence, what to do next, and the record of each rule."""
