"""Papermill runs notebooks on warm kernels, sealed, within limits."""
