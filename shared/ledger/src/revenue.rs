//! Revenue files in their bucket: read once and booked once, and read again from the middle for a
//! trace. How their bytes are reduced is the crate `revenue_file`.

pub(crate) mod load;
pub(crate) mod raw_file;
pub(crate) mod uploads;
