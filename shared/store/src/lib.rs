//! DynamoDB: keys, items, and one file per aggregate with its conditions beside the write.
