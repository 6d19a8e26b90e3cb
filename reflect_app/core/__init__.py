"""What things are, and the rules that hold with pen and paper. No input, no output."""
