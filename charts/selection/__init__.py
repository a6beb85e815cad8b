"""Frames in, frames out: which rows are compared, and what stands for many."""
