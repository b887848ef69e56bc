"""What people decide about quotations, and what it tells about accuracy."""
