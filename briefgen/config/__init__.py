"""From a config file to frozen types."""
