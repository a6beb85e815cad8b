"""What all forms of charts are drawn with: theme, axes, marks, layers, captions."""
