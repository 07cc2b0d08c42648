"""What several servers over one workspace need: a store whose file each change replaces, a folder of each server, and
locks that the system takes back."""
