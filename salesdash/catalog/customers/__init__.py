"""What customers are told apart by: tiers, statuses, segments and the groups that these make; whom to call, and how each tier
is looked after."""
