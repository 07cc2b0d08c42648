"""What people type and decide: kept with every change, carried forward."""
