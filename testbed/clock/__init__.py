"""The simulator's clock in testers' hands: moved, frozen, and all that falls due meanwhile done."""
