//! The laptop cloud: the whole studio in one process, built from template.yaml.
