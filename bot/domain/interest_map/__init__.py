"""The interest map: what each party asks for, what that protects or wins, and what both could say yes to."""
