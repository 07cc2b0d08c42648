"""What the commands do: questions answered, reports written, without a screen."""
