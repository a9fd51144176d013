using System.Security.Cryptography;
using System.Text;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>The page's style or script, which stands in the page itself.</summary>
/// <param name="Text">As it stands between its tags.</param>
internal sealed record PageAsset(string Text)
{
    /// <summary>What the page's policy allows: this text and no other.</summary>
    public string Hash => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";

    public static PageAsset Load(string name)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"no {name} within the program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new(reader.ReadToEnd());
    }
}
