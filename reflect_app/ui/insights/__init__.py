"""The parts of Insights: what may be looked at, and the row of choices above the charts."""
