"""`rasoat demo --check`."""


def run() -> int:
    raise NotImplementedError
