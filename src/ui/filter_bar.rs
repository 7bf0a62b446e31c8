//! The filter bar that board and table share.
