//! S3 and sound: presigned links, notification keys, audio analysis, preview, waveform.
