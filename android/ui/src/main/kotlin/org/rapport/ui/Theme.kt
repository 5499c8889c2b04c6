package org.rapport.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** Clay and sage on warm paper. */
val lightColours = lightColorScheme(
    primary = Color(0xFF8F4A2C),
    onPrimary = Color.White,
    primaryContainer = Color(0xFFFFDBCC),
    onPrimaryContainer = Color(0xFF3A1303),
    secondary = Color(0xFF705A4F),
    onSecondary = Color.White,
    secondaryContainer = Color(0xFFF6E0D5),
    onSecondaryContainer = Color(0xFF281810),
    tertiary = Color(0xFF4A6534),
    onTertiary = Color.White,
    tertiaryContainer = Color(0xFFD3EBB9),
    onTertiaryContainer = Color(0xFF102004),
    error = Color(0xFFB3261E),
    onError = Color.White,
    errorContainer = Color(0xFFFFDAD5),
    onErrorContainer = Color(0xFF410E0B),
    background = Color(0xFFFFF9F5),
    onBackground = Color(0xFF211A17),
    surface = Color(0xFFFFF9F5),
    onSurface = Color(0xFF211A17),
    surfaceVariant = Color(0xFFF3E0D7),
    onSurfaceVariant = Color(0xFF55463F),
    surfaceTint = Color(0xFF8F4A2C),
    outline = Color(0xFF86746C),
    outlineVariant = Color(0xFFE2D0C7),
    surfaceContainerLowest = Color.White,
    surfaceContainerLow = Color(0xFFFFF2EB),
    surfaceContainer = Color(0xFFFBECE4),
    surfaceContainerHigh = Color(0xFFF6E6DE),
    surfaceContainerHighest = Color(0xFFF0E0D8),
    inverseSurface = Color(0xFF372F2B),
    inverseOnSurface = Color(0xFFFDEEE6),
    inversePrimary = Color(0xFFFFB696),
)

val darkColours = darkColorScheme(
    primary = Color(0xFFFFB696),
    onPrimary = Color(0xFF55210A),
    primaryContainer = Color(0xFF72351A),
    onPrimaryContainer = Color(0xFFFFDBCC),
    secondary = Color(0xFFDFC1B3),
    onSecondary = Color(0xFF3F2C23),
    secondaryContainer = Color(0xFF574238),
    onSecondaryContainer = Color(0xFFFCDDCF),
    tertiary = Color(0xFFB3D095),
    onTertiary = Color(0xFF20360B),
    tertiaryContainer = Color(0xFF354D20),
    onTertiaryContainer = Color(0xFFD3EBB9),
    error = Color(0xFFFFB4AA),
    onError = Color(0xFF690003),
    errorContainer = Color(0xFF8C1D18),
    onErrorContainer = Color(0xFFFFDAD5),
    background = Color(0xFF191310),
    onBackground = Color(0xFFF0E0D8),
    surface = Color(0xFF191310),
    onSurface = Color(0xFFF0E0D8),
    surfaceVariant = Color(0xFF53443D),
    onSurfaceVariant = Color(0xFFD9C3B9),
    surfaceTint = Color(0xFFFFB696),
    outline = Color(0xFFA18D84),
    outlineVariant = Color(0xFF4A3C35),
    surfaceContainerLowest = Color(0xFF130D0B),
    surfaceContainerLow = Color(0xFF221A17),
    surfaceContainer = Color(0xFF271E1B),
    surfaceContainerHigh = Color(0xFF322825),
    surfaceContainerHighest = Color(0xFF3D332F),
    inverseSurface = Color(0xFFF0E0D8),
    inverseOnSurface = Color(0xFF372F2B),
    inversePrimary = Color(0xFF8F4A2C),
)

private val shapes = Shapes(
    extraSmall = RoundedCornerShape(8.dp),
    small = RoundedCornerShape(12.dp),
    medium = RoundedCornerShape(16.dp),
    large = RoundedCornerShape(22.dp),
    extraLarge = RoundedCornerShape(30.dp),
)

private fun type(family: FontFamily): Typography {
    fun style(size: Int, line: Int, weight: FontWeight, spacing: Double = 0.0) =
        TextStyle(fontFamily = family, fontSize = size.sp, lineHeight = line.sp, fontWeight = weight, letterSpacing = spacing.sp)
    return Typography(
        displaySmall = style(34, 42, FontWeight.Bold, -0.3),
        headlineLarge = style(30, 38, FontWeight.Bold, -0.2),
        headlineMedium = style(26, 34, FontWeight.Bold, -0.1),
        headlineSmall = style(22, 29, FontWeight.Bold),
        titleLarge = style(20, 27, FontWeight.Bold),
        titleMedium = style(17, 24, FontWeight.Medium),
        titleSmall = style(14, 20, FontWeight.Bold, 0.1),
        bodyLarge = style(16, 25, FontWeight.Normal, 0.1),
        bodyMedium = style(14, 21, FontWeight.Normal, 0.1),
        bodySmall = style(13, 18, FontWeight.Normal, 0.1),
        labelLarge = style(15, 20, FontWeight.Medium, 0.1),
        labelMedium = style(13, 17, FontWeight.Medium, 0.2),
        labelSmall = style(12, 16, FontWeight.Medium, 0.2),
    )
}

/**
 * How everything looks. `dynamic` is the scheme that the system makes of the wallpaper, on phones that do; without it
 * the app has colours of its own.
 */
@Composable
fun RapportTheme(
    dark: Boolean,
    dynamic: ColorScheme? = null,
    family: FontFamily = FontFamily.Default,
    content: @Composable () -> Unit,
) = MaterialTheme(
    colorScheme = dynamic ?: if (dark) darkColours else lightColours,
    shapes = shapes,
    typography = type(family),
    content = content,
)
