using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;

namespace ReplicaWorker.Tests.Secrets;

public sealed class KmsKeyNameTests
{
    private const string Id = "1234abcd-12ab-34cd-56ef-1234567890ab";

    [TestCase("alias/dr", "alias/dr", false)]
    [TestCase("alias/dr", "arn:aws:kms:us-west-2:123456789012:alias/dr", false)]
    [TestCase("alias/dr", "alias/other", true)]
    [TestCase("alias/dr", null, true)]
    [TestCase("alias/aws/secretsmanager", null, false)]
    [TestCase(Id, "arn:aws:kms:us-west-2:123456789012:key/" + Id, false)]
    [TestCase("mrk-" + Id, "arn:aws:kms:us-west-2:123456789012:key/mrk-" + Id, false)]
    [TestCase(Id, "mrk-" + Id, true)]
    [TestCase(Id, null, true)]
    [TestCase(Id, "alias/aws/secretsmanager", true)]
    [TestCase("alias/dr", Id, false)]   // which key an alias stands for, only KMS knows
    public void Two_spellings_of_one_key_do_not_differ(string configured, string? actual, bool differ) =>
        Assert.That(KmsKeyName.Differ(configured, actual), Is.EqualTo(differ));
}
