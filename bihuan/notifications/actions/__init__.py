"""What is done so that people learn what happened: telling, handing mails over, reading, sending again."""
