using System.Text;
using System.Text.Json;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using NUnit.Framework;

namespace ReplicaWorker.Tests.Aws;

public sealed class SecretJsonTests
{
    [Test]
    public void A_described_secret_reads_as_the_service_writes_it()
    {
        // After the example of https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html.
        var secret = JsonSerializer.Deserialize(
            """
            {
              "ARN": "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyTestDatabaseSecret-a1b2c3",
              "Name": "MyTestDatabaseSecret", "Description": "My test database secret", "KmsKeyId": "alias/app",
              "LastChangedDate": 1523477145.729, "RotationEnabled": true,
              "RotationLambdaARN": "arn:aws:lambda:us-west-2:123456789012:function:MyTestRotationLambda",
              "RotationRules": { "AutomaticallyAfterDays": 14, "Duration": "2h" },
              "PrimaryRegion": "us-west-2",
              "ReplicationStatus": [
                { "Region": "eu-west-3", "KmsKeyId": "alias/aws/secretsmanager", "Status": "InSync", "StatusMessage": "Replication succeeded" },
                { "Region": "eu-west-1", "Status": "Pausing" }
              ],
              "Tags": [ { "Key": "Team", "Value": "A" } ],
              "VersionIdsToStages": { "v1": [ "AWSPREVIOUS" ], "v2": [ "AWSCURRENT", "AWSPENDING" ] }
            }
            """,
            SecretsManagerJson.Default.DescribeSecretResponse)!;

        Assert.That((secret.Name, secret.KmsKeyId, secret.PrimaryRegion), Is.EqualTo(("MyTestDatabaseSecret", "alias/app", "us-west-2")));
        Assert.That((secret.RotationEnabled, secret.RotationRules!.AutomaticallyAfterDays), Is.EqualTo((true, 14L)));
        Assert.That(secret.VersionIdsToStages!["v2"], Is.EqualTo(new[] { "AWSCURRENT", "AWSPENDING" }));
        Assert.That(secret.ReplicationStatus!.Select(replica => replica.Status!.Value), Is.EqualTo(new[] { "InSync", "Pausing" }));
        Assert.That((secret.DeletedDate, secret.OwningService), Is.EqualTo(((DateTime?)null, (string?)null)));
    }

    [Test]
    public void A_listed_secret_has_its_stages_under_the_lists_own_name()
    {
        var listed = JsonSerializer.Deserialize(
            """{"SecretList":[{"Name":"a","SecretVersionsToStages":{"v":["AWSCURRENT"]},"DeletedDate":1523477145.0}],"NextToken":"n"}""",
            SecretsManagerJson.Default.ListSecretsResponse)!;

        Assert.That(listed.SecretList![0].SecretVersionsToStages!["v"], Is.EqualTo(new[] { "AWSCURRENT" }));
        Assert.That(listed.SecretList[0].DeletedDate, Is.Not.Null);
        Assert.That(listed.NextToken, Is.EqualTo("n"));
    }

    [Test]
    public void Requests_have_the_models_names_and_leave_out_what_is_not_set()
    {
        var replicate = new ReplicateSecretToRegionsRequest
        {
            SecretId = "a",
            AddReplicaRegions = [new ReplicaRegionType { Region = "eu-west-1", KmsKeyId = "alias/dr" }, new ReplicaRegionType { Region = "eu-west-3" }],
            ForceOverwriteReplicaSecret = true,
        };
        var list = new ListSecretsRequest
        {
            Filters = [new Filter { Key = FilterNameStringType.PrimaryRegion, Values = ["!us-east-1"] }],
            IncludePlannedDeletion = true,
            SortOrder = SortOrderType.Asc,
        };

        Assert.That(
            JsonSerializer.Serialize(replicate, SecretsManagerJson.Default.ReplicateSecretToRegionsRequest),
            Is.EqualTo(
                """{"AddReplicaRegions":[{"KmsKeyId":"alias/dr","Region":"eu-west-1"},{"Region":"eu-west-3"}],"ForceOverwriteReplicaSecret":true,"SecretId":"a"}"""));
        Assert.That(
            JsonSerializer.Serialize(list, SecretsManagerJson.Default.ListSecretsRequest),
            Is.EqualTo("""{"Filters":[{"Key":"primary-region","Values":["!us-east-1"]}],"IncludePlannedDeletion":true,"SortOrder":"asc"}"""));
    }

    [Test]
    public void A_binary_value_is_its_bytes()
    {
        byte[] bytes = [0, 255, 10];

        var value = JsonSerializer.Deserialize(
            $$"""{"SecretBinary":"{{Convert.ToBase64String(bytes)}}"}""", SecretsManagerJson.Default.GetSecretValueResponse)!;

        Assert.That(value.SecretBinary!.ToArray(), Is.EqualTo(bytes));
        Assert.That(
            JsonSerializer.Serialize(new SecretValueEntry { SecretBinary = new MemoryStream(bytes) }, SecretsManagerJson.Default.SecretValueEntry),
            Is.EqualTo("""{"SecretBinary":"AP8K"}"""));
    }

    [TestCase("\"hunter-22\"")]
    [TestCase("7")]
    public void What_is_no_binary_value_is_refused_without_repeating_it(string written) =>
        Assert.That(
            () => JsonSerializer.Deserialize($$"""{"SecretBinary":{{written}}}""", SecretsManagerJson.Default.GetSecretValueResponse),
            Throws.InstanceOf<JsonException>().With.Message.Not.Contains("hunter-22"));

    [Test]
    public void A_value_is_in_no_text_that_logs_may_take()
    {
        object[] bearers =
        [
            new GetSecretValueResponse { SecretString = "5up3r", SecretBinary = new MemoryStream(Encoding.UTF8.GetBytes("5up3r")) },
            new SecretValueEntry { SecretString = "5up3r" },
        ];

        Assert.That(bearers.Select(bearer => bearer.ToString()), Has.None.Contains("5up3r"));
    }
}
