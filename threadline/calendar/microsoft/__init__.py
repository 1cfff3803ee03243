"""Microsoft 365 and Outlook.com calendars, by Microsoft Graph."""
