"""What the replies under a request show, judged in memory: pure rules over text that is kept nowhere."""
