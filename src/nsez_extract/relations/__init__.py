"""What ties mentions together: who holds which title where, and which mentions are one name."""
