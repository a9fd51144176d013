using NUnit.Framework;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Tests.Hosting;

/// <summary>How words look; that a shell reads them back is tested against a real one.</summary>
public sealed class ShellWordTests
{
    [TestCase("/shop/db", "/shop/db")]
    [TestCase("", "''")]
    [TestCase("a b", "'a b'")]
    [TestCase("it's $(x)", @"'it'\''s $(x)'")]
    [TestCase("two\nlines", @"$'two\nlines'")]
    [TestCase("it's\\\u0001", @"$'it\'s\\\x01'")]
    [TestCase("\u202etxt", @"$'\xe2\x80\xaetxt'")]
    public void A_word_is_quoted_as_far_as_it_must_be(string text, string word)
    {
        Assert.That(ShellWord.Of(text), Is.EqualTo(word));
    }

    [Test]
    public void A_line_is_its_words()
    {
        Assert.That(ShellWord.Line("replica-worker", "parameters", "/a b", "--region-only", "us-west-2"), Is.EqualTo("replica-worker parameters '/a b' --region-only us-west-2"));
    }
}
