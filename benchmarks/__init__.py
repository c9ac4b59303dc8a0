"""What the bars of speed are measured with: every figure beside a baseline from the same run."""
