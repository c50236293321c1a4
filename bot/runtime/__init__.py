"""The running bot: inbox, outbox, sweeps, the application object."""
