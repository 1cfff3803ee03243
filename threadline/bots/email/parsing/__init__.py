"""How a mail is taken apart: in worker processes that can be killed, in time and memory that grow with its size."""

__all__ = ["pool"]
