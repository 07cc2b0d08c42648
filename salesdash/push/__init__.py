"""The week's brief to group robots, webhooks and mailboxes; nothing leaves until somebody has set it up."""
