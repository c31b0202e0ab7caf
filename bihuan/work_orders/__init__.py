"""The core: orders, who holds them, who answers for them, and every act on them."""
