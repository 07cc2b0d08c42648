"""What moved a number, taken apart until it can be acted on."""
