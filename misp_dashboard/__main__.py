"""`python -m misp_dashboard` is `misp-dashboard`."""

from misp_dashboard.cli.main import main

if __name__ == "__main__":
    main()
