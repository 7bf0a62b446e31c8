#!/usr/bin/python3
"""A bare WebKitGTK browser for WebKitWebDriver that keeps its profile, which MiniBrowser never does when driven.

FLEDGLING_WEBKIT_PROFILE names the folder of the profile. Debian: python3-gi, gir1.2-webkit2-4.1.
"""

import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

profile = os.environ["FLEDGLING_WEBKIT_PROFILE"]
data = WebKit2.WebsiteDataManager(
    base_data_directory=profile, base_cache_directory=os.path.join(profile, "cache")
)
context = WebKit2.WebContext(website_data_manager=data)
context.set_automation_allowed(True)


def new_view(_session):
    settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
    view = WebKit2.WebView(
        web_context=context, is_controlled_by_automation=True, settings=settings
    )
    window = Gtk.Window(default_width=1280, default_height=900)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    return view


def started(_context, session):
    about = WebKit2.ApplicationInfo()
    about.set_name("webkit_profile")
    about.set_version(1, 0, 0)
    session.set_application_info(about)
    session.connect("create-web-view", new_view)


context.connect("automation-started", started)
Gtk.main()
