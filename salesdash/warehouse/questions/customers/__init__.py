"""What the pages of customers ask beside metrics: who is in a group, who moved or stayed, the signs and life of one."""
