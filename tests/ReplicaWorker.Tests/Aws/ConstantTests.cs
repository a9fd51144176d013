using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using NUnit.Framework;

namespace ReplicaWorker.Tests.Aws;

public sealed class ConstantTests
{
    [Test]
    public void A_constant_is_its_text_whatever_object_bears_it()
    {
        ParameterType? read = Read("\"SecureString\"");

        Assert.That(read == ParameterType.SecureString, Is.True);
        Assert.That(read == "SecureString", Is.True);
        Assert.That(read != ParameterType.String, Is.True);
        Assert.That(read, Is.EqualTo(ParameterType.SecureString));
        Assert.That(read!.GetHashCode(), Is.EqualTo(ParameterType.SecureString.GetHashCode()));
    }

    [Test]
    public void A_constant_of_tomorrow_is_kept() =>
        Assert.That(Read("\"Something New\"")!.Value, Is.EqualTo("Something New"));

    [Test]
    public void No_constant_is_null_not_an_empty_one()
    {
        Assert.That(Read("null"), Is.Null);
        Assert.That((ParameterType?)(string?)null, Is.Null);
    }

    [TestCase("7")]
    [TestCase("{}")]
    public void What_is_no_constant_is_refused(string written) =>
        Assert.That(() => Read(written), Throws.InstanceOf<JsonException>());

    [Test]
    public void Every_constant_is_one_of_its_own_kind()
    {
        var kinds = typeof(ParameterType).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ConstantClass))).ToArray();

        Assert.That(kinds, Has.Length.EqualTo(10));
        Assert.That(kinds.Select(Values), Has.All.Not.Empty.And.All.Unique);
    }

    private static string[] Values(Type kind) =>
        [.. kind.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((ConstantClass)field.GetValue(null)!).Value)];

    private static ParameterType? Read(string written) =>
        JsonSerializer.Deserialize($$"""{"Type":{{written}}}""", SsmJson.Default.Parameter)!.Type;
}
