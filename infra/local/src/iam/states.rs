//! Which rights a Step Functions request needs, and which the role of a state machine needs for
//! what its states do.

use serde_json::Value;

use super::Access;

/// The rights that `operation` with this body needs.
pub fn accesses(operation: &str, body: &Value) -> Vec<Access> {
    let named = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or("*").to_owned();
    let resource = match operation {
        "StartExecution" => named("stateMachineArn"),
        _ => named("executionArn"),
    };
    vec![Access::new(format!("states:{operation}"), resource)]
}

/// What a Task needs.
pub fn invocation(function_arn: &str) -> Access {
    Access::new("lambda:InvokeFunction", function_arn)
}

/// What a distributed Map needs: each batch is an execution of the same machine.
pub fn map_run(machine_arn: &str) -> Access {
    Access::new("states:StartExecution", machine_arn)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_execution_is_started_on_its_machine_and_described_by_its_own_name() {
        let body = json!({ "stateMachineArn": "m", "executionArn": "e" });
        assert_eq!(accesses("StartExecution", &body), [Access::new("states:StartExecution", "m")]);
        let described = accesses("DescribeExecution", &body);
        assert_eq!(described, [Access::new("states:DescribeExecution", "e")]);
    }
}
