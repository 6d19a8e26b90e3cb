"""What several tests share: guards, builders and drivers. No test lives here."""
