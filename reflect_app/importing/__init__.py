"""Other formats read into ours. Each format is one module; nothing here touches a vault."""
