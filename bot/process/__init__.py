"""The running process: settings, web server, Socket Mode, scheduler, logs, metrics and their composition."""
