"""The read side: what every face of Aqsha Qaida shares."""
