"""What anybody may hand to Reflect, fed to the code that reads it: targets, seeds, and two ways."""
