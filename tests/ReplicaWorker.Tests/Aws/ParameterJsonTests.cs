using System.Text.Json;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace ReplicaWorker.Tests.Aws;

public sealed class ParameterJsonTests
{
    [Test]
    public void A_put_has_the_models_names_and_leaves_out_what_is_not_set()
    {
        var request = new PutParameterRequest
        {
            Name = "/app/db",
            Value = "v",
            Type = ParameterType.SecureString,
            Tier = ParameterTier.IntelligentTiering,
            KeyId = "alias/app",
            Tags = [new Tag { Key = "Team", Value = "" }],
            Policies = "[{}]",
            Description = "",
            Overwrite = false,
        };

        Assert.That(
            JsonSerializer.Serialize(request, SsmJson.Default.PutParameterRequest),
            Is.EqualTo(
                """{"Description":"","KeyId":"alias/app","Name":"/app/db","Overwrite":false,"Policies":"[{}]","Tags":[{"Key":"Team","Value":""}],"""
                + """
                "Tier":"Intelligent-Tiering","Type":"SecureString","Value":"v"}
                """));
    }

    [Test]
    public void A_parameter_reads_as_the_service_writes_it()
    {
        // The example of https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html, with a member more.
        var parameter = JsonSerializer.Deserialize(
            """
            {
              "Parameter": {
                "Name": "MySecureStringParameter", "Type": "SecureString", "Value": "16-character secret key", "Version": 2,
                "Selector": ":Label", "LastModifiedDate": 1530018761.888,
                "ARN": "arn:aws:ssm:us-east-2:111222333444:parameter/MySecureStringParameter",
                "DataType": "text", "AMemberOfTomorrow": {}
              }
            }
            """,
            SsmJson.Default.GetParameterResponse)!.Parameter!;

        Assert.That(parameter.Type, Is.EqualTo(ParameterType.SecureString));
        Assert.That((parameter.Name, parameter.Value, parameter.Version), Is.EqualTo(("MySecureStringParameter", "16-character secret key", 2L)));
        Assert.That((parameter.Selector, parameter.DataType), Is.EqualTo((":Label", "text")));
        Assert.That(parameter.ARN, Does.EndWith("parameter/MySecureStringParameter"));
        Assert.That(parameter.LastModifiedDate, Is.EqualTo(new DateTime(2018, 6, 26, 13, 12, 41, 888, DateTimeKind.Utc)));
    }

    [Test]
    public void What_is_described_may_lack_policies_or_have_none()
    {
        var described = JsonSerializer.Deserialize(
            """{"Parameters":[{"Name":"a","Tier":"Standard"},{"Name":"b","Policies":[]}],"NextToken":"n"}""",
            SsmJson.Default.DescribeParametersResponse)!;

        Assert.That(described.Parameters!.Select(parameter => parameter.Policies?.Count), Is.EqualTo(new int?[] { null, 0 }));
        Assert.That(described.Parameters![0].Tier, Is.EqualTo(ParameterTier.Standard));
        Assert.That(described.NextToken, Is.EqualTo("n"));
    }

    [Test]
    public void A_policy_reads_as_AWS_writes_it()
    {
        var policy = Policy("""{"PolicyText":"{\"Type\":\"Expiration\",\"Version\":\"1.0\"}","PolicyType":"Expiration","PolicyStatus":"Pending"}""");

        Assert.That(
            (policy.PolicyText, policy.PolicyType, policy.PolicyStatus),
            Is.EqualTo(("""{"Type":"Expiration","Version":"1.0"}""", "Expiration", "Pending")));
    }

    [Test]
    public void A_policy_that_came_as_an_object_is_its_text()
    {
        const string Text = """{"Type": "Expiration", "Version": "1.0", "Attributes": {"Timestamp": "2030-01-01T00:00:00Z"}}""";

        var policy = Policy($$"""{"PolicyText":{{Text}},"PolicyType":{{Text}},"PolicyStatus":"Finished"}""");

        Assert.That((policy.PolicyText, policy.PolicyType, policy.PolicyStatus), Is.EqualTo((Text, "Expiration", "Finished")));
    }

    [Test]
    public void An_empty_policy_has_no_type()
    {
        var policy = Policy("""{"PolicyText":{},"PolicyType":{},"PolicyStatus":"Finished"}""");

        Assert.That((policy.PolicyText, policy.PolicyType), Is.EqualTo(("{}", (string?)null)));
    }

    [TestCase("""{"PolicyText":7}""")]
    [TestCase("""{"PolicyText":[]}""")]
    [TestCase("""{"PolicyType":true}""")]
    [TestCase("""{"PolicyType":[]}""")]
    public void What_is_no_policy_is_refused(string written) =>
        Assert.That(() => Policy(written), Throws.InstanceOf<JsonException>());

    [Test]
    public void Labels_are_asked_for_by_version()
    {
        var request = new LabelParameterVersionRequest { Name = "a", ParameterVersion = 7, Labels = ["prod"] };

        Assert.That(
            JsonSerializer.Serialize(request, SsmJson.Default.LabelParameterVersionRequest),
            Is.EqualTo("""{"Labels":["prod"],"Name":"a","ParameterVersion":7}"""));
    }

    [Test]
    public void Filters_and_tags_have_the_models_names()
    {
        var describe = new DescribeParametersRequest
        {
            ParameterFilters = [new ParameterStringFilter { Key = "Name", Option = "Equals", Values = ["a"] }],
            Filters = [new ParametersFilter { Key = ParametersFilterKey.KeyId, Values = ["alias/aws/ssm"] }],
            MaxResults = 50,
        };
        var untag = new RemoveTagsFromResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = "a", TagKeys = ["k"] };

        Assert.That(
            JsonSerializer.Serialize(describe, SsmJson.Default.DescribeParametersRequest),
            Is.EqualTo(
                """{"Filters":[{"Key":"KeyId","Values":["alias/aws/ssm"]}],"MaxResults":50,"ParameterFilters":[{"Key":"Name","Option":"Equals","Values":["a"]}]}"""));
        Assert.That(
            JsonSerializer.Serialize(untag, SsmJson.Default.RemoveTagsFromResourceRequest),
            Is.EqualTo("""{"ResourceId":"a","ResourceType":"Parameter","TagKeys":["k"]}"""));
    }

    [Test]
    public void Any_value_reads_back_as_it_was_written() =>
        Prop.ForAll<NonNull<string>>(value =>
        {
            var sent = string.Concat(value.Get.EnumerateRunes()); // Half a surrogate pair is no text, and no JSON can carry it.

            var json = JsonSerializer.SerializeToUtf8Bytes(new Parameter { Value = sent }, SsmJson.Default.Parameter);

            return JsonSerializer.Deserialize(json, SsmJson.Default.Parameter)!.Value == sent;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_value_is_in_no_text_that_logs_may_take()
    {
        object[] bearers =
        [
            new Parameter { Value = "5up3r" },
            new ParameterHistory { Value = "5up3r" },
            new PutParameterRequest { Value = "5up3r" },
            new GetParameterResponse { Parameter = new Parameter { Value = "5up3r" } },
        ];

        Assert.That(bearers.Select(bearer => bearer.ToString()), Has.None.Contains("5up3r"));
    }

    private static ParameterInlinePolicy Policy(string written) =>
        JsonSerializer.Deserialize(written, SsmJson.Default.ParameterInlinePolicy)!;
}
