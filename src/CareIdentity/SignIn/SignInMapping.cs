using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.SignIn;

internal sealed class SignInChallengeMapping : IEntityTypeConfiguration<SignInChallenge>
{
    public void Configure(EntityTypeBuilder<SignInChallenge> builder)
    {
        builder.ToTable("SignInChallenges");
        builder.HasKey(c => c.NonceHash);
        builder.HasIndex(c => c.ExpiresAt);
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => s.TokenHash).IsUnique();
        builder.HasIndex(s => new { s.ProfileId, s.EndedAt });
        builder.HasIndex(s => s.EndsAt);
        builder.HasOne<Profile>().WithMany().HasForeignKey(s => s.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Smartcard>().WithMany().HasForeignKey(s => s.SmartcardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CertificateRecord>().WithMany().HasForeignKey(s => s.CertificateId).OnDelete(DeleteBehavior.Restrict);
    }
}
