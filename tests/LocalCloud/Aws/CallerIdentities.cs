using System.Text.Json.Nodes;

namespace LocalCloud.Aws;

/// <summary>CloudTrail's <c>userIdentity</c>: the worker is its task role, everybody else a user.</summary>
internal sealed class CallerIdentities(string account, string workerAccessKey, string taskRole)
{
    public JsonObject Of(string accessKey) =>
        string.Equals(accessKey, workerAccessKey, StringComparison.Ordinal) ? TaskRole(accessKey) : User(accessKey);

    private JsonObject TaskRole(string accessKey) => new()
    {
        ["type"] = "AssumedRole",
        ["principalId"] = "AROALOCALCLOUDTASK000:worker",
        ["arn"] = $"arn:aws:sts::{account}:assumed-role/{taskRole}/worker",
        ["accountId"] = account,
        ["accessKeyId"] = accessKey,
        ["sessionContext"] = new JsonObject
        {
            ["sessionIssuer"] = new JsonObject
            {
                ["type"] = "Role",
                ["principalId"] = "AROALOCALCLOUDTASK000",
                ["arn"] = $"arn:aws:iam::{account}:role/{taskRole}",
                ["accountId"] = account,
                ["userName"] = taskRole,
            },
        },
    };

    private JsonObject User(string accessKey) => new()
    {
        ["type"] = "IAMUser",
        ["principalId"] = "AIDALOCALCLOUDUSER000",
        ["arn"] = $"arn:aws:iam::{account}:user/developer",
        ["accountId"] = account,
        ["accessKeyId"] = accessKey,
        ["userName"] = "developer",
    };
}
